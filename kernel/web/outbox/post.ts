import { sendMade } from '../call.ts'
import { isProblem, webProblem } from '../web-problem.ts'
import type { Ports } from './engine.ts'
import { NO_SIGNAL } from './item.ts'

/** Sends over the network of this browser: photos have a minute, acts twenty seconds. */
export const post: Ports['post'] = async (endpoint, { as, params, body, photo, key, madeAt }) => {
  try {
    if (photo) {
      const bytes = new Blob([photo.bytes], { type: photo.type })
      return await sendMade(endpoint, { body: bytes, timeout: 60_000 }, { by: as })
    }
    return await sendMade(endpoint, { params, body }, { by: as, at: madeAt, key })
  } catch (thrown) {
    // tried all the same, for some phones are wrong about it; but then it surely has not gone anywhere
    if (isProblem(thrown) && thrown.type === 'network' && navigator.onLine === false)
      throw webProblem({ type: NO_SIGNAL, status: 0 })
    throw thrown
  }
}
