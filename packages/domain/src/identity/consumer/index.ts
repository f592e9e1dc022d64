import {
  created,
  createVerb,
  defineResource,
  indexedSearch,
  oneOf,
  operation,
  recorded,
  updated,
  updateVerb,
} from '@berth/resource';
import { consumerEntity, consumers } from '../tables/consumer.ts';
import { consumerExample } from './example.ts';
import { presentConsumer } from './presenter.ts';
import {
  ConsumerView,
  CreateConsumer,
  MemberConsumerInput,
  MemberConsumerView,
  UpdateConsumer,
} from './schema.ts';
import { createConsumer, memberConsumer, updateConsumer } from './service.ts';

const PATH = 'consumers';

export const consumer = defineResource({
  entity: consumerEntity,
  wire: {
    path: PATH,
    about: 'A person outside who uses your product. Its actors own identities.',
    view: ConsumerView,
    present: presentConsumer,
    example: consumerExample,
  },
  read: {
    filters: {
      id: oneOf(consumers.id),
      search: indexedSearch(consumers.name, consumers.email),
      created_at: created(consumerEntity),
      updated_at: updated(consumerEntity),
    },
  },
  verbs: [
    createVerb({ input: CreateConsumer, run: createConsumer }),
    updateVerb({ input: UpdateConsumer, run: updateConsumer }),
    operation({
      name: 'get',
      path: '/get-member-consumer',
      method: 'POST',
      scopes: [`${PATH}:write`],
      summary: 'Get the consumer of the API key',
      about:
        'Answers the consumer that stands for the API key itself, with its profile. The first call makes it: named like the key, with an address that a `PATCH` replaces.',
      audit: recorded,
      input: MemberConsumerInput,
      view: MemberConsumerView,
      run: memberConsumer,
    }),
  ],
});
