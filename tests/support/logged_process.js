import { spawn } from 'node:child_process'
import { keepLog } from '../../bin/bootstrap/logs.js'

/** Keeps the log of a program that says each line it is given, in the folder named. */
const logged = keepLog({ DATA_DIR: process.argv[2] }, 'cat')
const child = logged(spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] }))
process.stdin.pipe(child.stdin)
