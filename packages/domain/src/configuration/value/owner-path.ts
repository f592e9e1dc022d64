import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';

/** Finds the path of the config, vault or auth config with this id. */
export const pathOfOwner = ({ services }: Context, ownerId: string): string =>
  services.registry.resources.find(({ entity }) => isId(entity.kind, ownerId))?.wire.path ?? '';
