import type { Context } from '@berth/resource';

/** The address to which every provider sends the answers of sign-ins. It is registered with each OAuth app. */
export const callbackUrl = ({ services }: Pick<Context, 'services'>): string =>
  `${services.settings.publicUrl}/setup/callback`;
