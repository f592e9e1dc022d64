import { monogram } from '../../monogram.ts';
import { timesOf } from '../../stamps.ts';
import type { PublisherPart } from '../tables/publisher.ts';
import type { PublisherView } from './schema.ts';

export function presentPublisher(row: PublisherPart): PublisherView {
  return {
    object: 'provider.publisher',
    id: row.id,
    name: row.name,
    description: row.description,
    image_url: row.image_url ?? monogram(row.name),
    ...timesOf(row),
  };
}
