import { createIgnitor } from '../../bin/ignitor.js'
import type { Watch } from './availability_reader.js'

/** Another web process as far as the cache is concerned: memory of its own on the same database. */
const app = createIgnitor().createApp('console')
await app.init()
await app.boot()
await app.start(async () => {})
const { watch } = await import('./availability_reader.js')

let isOver = false
process.on('message', async (message: Watch | 'stop') => {
  if (message === 'stop') {
    isOver = true
    return
  }
  process.send?.(await watch(message, () => isOver))
  process.disconnect()
})
// Nothing else keeps it alive between reads; the application ends itself with the channel.
process.channel?.ref()
process.send?.('listening')
