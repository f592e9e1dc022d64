import type { Resource, Verb } from '@berth/resource';
import type { TObject, TSchema } from '@sinclair/typebox';
import type { KeyRoute, OpenRoute } from '../../face/route.ts';
import type { Schemas } from '../../openapi/schemas.ts';
import type { Parameter, Reference } from '../../openapi/types.ts';

/** The success of a route. With `rows`, a reader may select the members of each row. */
export type Success =
  | { of: 'list'; view: TSchema | 'dependents'; rows?: Resource }
  | ({
      of: 'one';
      view: TSchema;
      rows?: Resource;
      once?: TObject | undefined;
      dryRun: boolean;
    } & Pick<Verb, 'lines' | 'line'>);

/** A route of a resource, with the parts of its description that only this face has. */
export interface ResourceRoute extends KeyRoute {
  success: Success;
  parameters(schemas: Schemas): readonly (Parameter | Reference)[];
  /** For a read: the resources whose rows alone make the answer. Absent when something else may change it. */
  shows?: readonly Resource[];
  /** The members of answers that a body may send back as they were shown. */
  shownMembers?: readonly string[];
  /** The component name of the body's schema. */
  bodyName?: string;
}

export type RootRoute = ResourceRoute | OpenRoute;
