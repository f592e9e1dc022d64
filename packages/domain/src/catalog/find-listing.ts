import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { findProvider, findProviders } from './find-provider.ts';
import { listingIdOf } from './tables/listing.ts';

/** Finds the id of a listing by its own id, its slug, or its provider. Returns any other text unchanged. */
export async function findListing(ctx: Context, text: string): Promise<string> {
  if (isId('listing', text)) return text;
  const provider = await findProvider(ctx, text);
  return isId('provider', provider) ? listingIdOf(provider) : text;
}

/** Finds the ids of listings that are named by id, slug or provider. */
export const findListings = async (ctx: Context, texts: string[]): Promise<string[]> =>
  (await findProviders(ctx, texts)).map(listingIdOf);
