import { defineResource } from '@berth/resource';
import { publisherEntity } from '../tables/publisher.ts';
import { publisherExample, shippedPublisher } from './example.ts';
import { presentPublisher } from './presenter.ts';
import { PublisherView } from './schema.ts';

export { presentPublisher } from './presenter.ts';
export { PublisherView } from './schema.ts';
export { ensurePublisher, ensurePublishers, type PublisherInput } from './service.ts';

export const publisher = defineResource({
  entity: publisherEntity,
  wire: {
    path: 'publishers',
    about: 'The organization or person that publishes a provider.',
    view: PublisherView,
    present: presentPublisher,
    example: publisherExample,
    shown: shippedPublisher,
  },
  read: {
    filters: {},
  },
});
