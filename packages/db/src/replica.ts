import type { Position } from './log-position.ts';
import type { ReplicaConnection, Standing } from './replica-connection.ts';

/** A replica takes reads while it is `up`; the others say why it does not. */
export type ReplicaState = 'up' | 'unreachable' | 'promoted' | 'foreign';

/** The server of a replica. */
export interface ReplicaServer {
  /** `host:port`. */
  name: string;
  open: () => ReplicaConnection;
  /** The number of connections to it. */
  connections: number;
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
  connections(): readonly ReplicaConnection[];
  /** Looks at the server on each connection, and opens those that are missing. */
  check(cluster: string | null): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a replica with that many connections. Its state is `unreachable` until the first check. `changed` is told each
 * further state.
 */
export function createReplica(
  { name: server, open, connections: most }: ReplicaServer,
  changed: (server: string, state: ReplicaState) => void,
): Replica {
  let connections: ReplicaConnection[] = [];
  let state: ReplicaState | null = null;
  const openConnections = () => connections.filter((connection) => connection.isOpen());

  /** Keeps a connection whose server is a standby of the cluster, and closes any other. */
  const tryConnection = async (
    connection: ReplicaConnection,
    cluster: string | null,
  ): Promise<ReplicaState> => {
    const found = await connection.look().then(
      (standing) => stateOf(standing, cluster),
      (): ReplicaState => 'unreachable',
    );
    if (found !== 'up') await connection.close();
    return found;
  };

  return {
    server,
    get state() {
      return state ?? 'unreachable';
    },
    get replayed() {
      const all = openConnections().flatMap(({ standing }) => (standing ? [standing.replayed] : []));
      return all.reduce<Position | null>((least, at) => (least && least.bytes < at.bytes ? least : at), null);
    },
    requests: 0,
    connections: openConnections,
    check: async (cluster) => {
      const found = await Promise.all(
        openConnections().map((connection) => tryConnection(connection, cluster)),
      );
      connections = openConnections();
      while (connections.length < most && found.every(isUp)) {
        const connection = open();
        found.push(await tryConnection(connection, cluster));
        if (connection.isOpen()) connections = [...connections, connection];
      }
      const next = connections.length > 0 ? 'up' : (found.find((each) => !isUp(each)) ?? 'unreachable');
      if (next !== state) changed(server, next);
      state = next;
    },
    close: async () => {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };
}

const isUp = (state: ReplicaState): boolean => state === 'up';

function stateOf({ isStandby, cluster: own }: Standing, cluster: string | null): ReplicaState {
  if (cluster !== null && own !== cluster) return 'foreign';
  return isStandby ? 'up' : 'promoted';
}
