import { created, defineResource, oneOf, updated } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { consumers } from '../tables/consumer.ts';
import { consumerProfileExample } from './example.ts';
import { presentProfile } from './presenter.ts';
import { ConsumerProfileView } from './schema.ts';
import { findProfile } from './service.ts';
import { consumerProfileEntity, consumerProfiles } from './table.ts';

export { ConsumerProfileView } from './schema.ts';
export { insertProfile, profileOf } from './service.ts';

export const consumerProfile = defineResource({
  entity: consumerProfileEntity,
  wire: {
    path: 'consumer-profiles',
    about: 'A consumer on a surface. Berth has one surface, and so one profile for each consumer.',
    view: ConsumerProfileView,
    present: presentProfile,
    example: consumerProfileExample,
  },
  read: {
    joins: {
      consumer: {
        table: consumers,
        on: and(
          eq(consumers.instance_id, consumerProfiles.instance_id),
          eq(consumers.id, consumerProfiles.consumer_id),
        ),
        columns: { name: consumers.name, email: consumers.email },
      },
    },
    filters: {
      id: oneOf(consumerProfiles.id),
      consumer_id: oneOf(consumerProfiles.consumer_id),
      created_at: created(consumerProfileEntity),
      updated_at: updated(consumerProfileEntity),
    },
  },
  links: {
    references: {
      consumer_id: { column: consumerProfiles.consumer_id, to: 'consumer', blocks: false },
    },
    within: { paths: ['consumers'], as: 'profiles', filter: 'consumer_id', by: 'id', find: findProfile },
  },
});
