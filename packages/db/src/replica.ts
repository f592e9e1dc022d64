import type { Position } from './log-position.ts';
import type { Lane, Standing } from './replica-lane.ts';

/** A replica takes reads while it is `up`; the others say why it does not. */
export type ReplicaState = 'up' | 'unreachable' | 'promoted' | 'foreign';

/** The server of a replica. */
export interface ReplicaServer {
  /** `host:port`. */
  name: string;
  open: () => Lane;
  /** The number of connections to it. */
  lanes: number;
}

/** A replica, by the connections to it. */
export interface Replica {
  /** `host:port`. */
  readonly server: string;
  readonly state: ReplicaState;
  /** How far all of its connections have seen it replay the log; null while it is not up. */
  readonly replayed: Position | null;
  /** The requests that were sent to it. */
  requests: number;
  lanes(): readonly Lane[];
  /** Looks at the server on each connection, and opens those that are missing. */
  check(cluster: string | null): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a replica with that many connections. Its state is `unreachable` until the first check. `changed` is told each
 * further state.
 */
export function createReplica(
  { name: server, open, lanes: most }: ReplicaServer,
  changed: (server: string, state: ReplicaState) => void,
): Replica {
  let lanes: Lane[] = [];
  let state: ReplicaState | null = null;
  const openLanes = () => lanes.filter((lane) => lane.isOpen());

  /** Keeps a lane whose server is a standby of the cluster, and closes any other. */
  const tryLane = async (lane: Lane, cluster: string | null): Promise<ReplicaState> => {
    const found = await lane.look().then(
      (standing) => stateOf(standing, cluster),
      (): ReplicaState => 'unreachable',
    );
    if (found !== 'up') await lane.close();
    return found;
  };

  return {
    server,
    get state() {
      return state ?? 'unreachable';
    },
    get replayed() {
      const all = openLanes().flatMap(({ standing }) => (standing ? [standing.replayed] : []));
      return all.reduce<Position | null>((least, at) => (least && least.bytes < at.bytes ? least : at), null);
    },
    requests: 0,
    lanes: openLanes,
    check: async (cluster) => {
      const found = await Promise.all(openLanes().map((lane) => tryLane(lane, cluster)));
      lanes = openLanes();
      while (lanes.length < most && found.every(isUp)) {
        const lane = open();
        found.push(await tryLane(lane, cluster));
        if (lane.isOpen()) lanes = [...lanes, lane];
      }
      const next = lanes.length > 0 ? 'up' : (found.find((each) => !isUp(each)) ?? 'unreachable');
      if (next !== state) changed(server, next);
      state = next;
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

const isUp = (state: ReplicaState): boolean => state === 'up';

function stateOf({ isStandby, cluster: own }: Standing, cluster: string | null): ReplicaState {
  if (cluster !== null && own !== cluster) return 'foreign';
  return isStandby ? 'up' : 'promoted';
}
