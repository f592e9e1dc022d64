import type { Resource, Verb } from '@berth/resource';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { KeyRoute, OpenRoute } from '../../face/route.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import type { Parameter, Reference } from '../../openapi/types.ts';

/** The answer of a route when all is well. With `rows`, a reader may select what is shown of each. */
export type Success =
  | { of: 'list'; view: TSchema | 'dependents'; rows?: Resource }
  | ({
      of: 'one';
      view: TSchema;
      rows?: Resource;
      once?: TObject | undefined;
      dryRun: boolean;
    } & Pick<Verb, 'lines' | 'line'>);

/** A route of a resource, with what its description needs beyond that of other faces. */
export interface ResourceRoute extends KeyRoute {
  success: Success;
  parameters(schemas: Schemas): readonly (Parameter | Reference)[];
  /** The name of the body's schema as a component. */
  bodyName?: string;
}

export type RootRoute = ResourceRoute | OpenRoute;
