// Knows whether a change is on its way to the service, for those who want to wait for its answer.
import type { ConnectApi, IoApi } from '../ports/remote.ts'

export interface WriteWatch {
  /** Connects, and watches what is changed through the connection. */
  readonly connectApi: ConnectApi
  /** Resolves when no change is under way. */
  readonly idle: () => Promise<void>
}

export function watchWrites(connectApi: ConnectApi): WriteWatch {
  const underWay = new Set<Promise<unknown>>()

  const watched =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      const answer = call(...args)
      underWay.add(answer)
      const end = () => underWay.delete(answer)
      answer.then(end, end)
      return answer
    }

  const watchApi = (api: IoApi): IoApi => ({
    ...api,
    createKey: watched(api.createKey),
    updateKey: watched(api.updateKey),
    revokeKey: watched(api.revokeKey),
    createSecret: watched(api.createSecret),
    updateSecret: watched(api.updateSecret),
    deleteSecret: watched(api.deleteSecret),
  })

  return {
    connectApi: (origins, adminKey) => watchApi(connectApi(origins, adminKey)),
    idle: async () => {
      await Promise.allSettled(underWay)
    },
  }
}
