import { spawn } from 'node:child_process'
import { keepRunning } from '../../bin/bootstrap/processes.js'

/** Keeps a program running that ends as soon as it is ready, and says what is said of that. */
const program = `process.send('ready', () => process.exit(1))`
const kept = keepRunning('short', () =>
  spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
)
process.on('disconnect', () => process.exit())
await kept.ready()
