#!/usr/bin/env node
import { fail, obeySignals, shutDown } from './bootstrap/shutdown.js'

/**
 * Where every npm script begins: needs nothing but a Node from 18 up, and fetches the rest.
 *
 * @type {Record<string, () => Promise<{ default: (...args: string[]) => Promise<unknown> }>>}
 */
const commands = {
  start: () => import('./bootstrap/commands/start.js'),
  web: () => import('./bootstrap/commands/web.js'),
  worker: () => import('./bootstrap/commands/worker.js'),
  setup: () => import('./bootstrap/commands/setup.js'),
  dev: () => import('./bootstrap/commands/dev.js'),
  ace: () => import('./bootstrap/commands/ace.js'),
  test: () => import('./bootstrap/commands/test.js'),
  suite: () => import('./bootstrap/commands/suite.js'),
  bench: () => import('./bootstrap/commands/bench.js'),
  tool: () => import('./bootstrap/commands/tool.js'),
}

const [name = 'start', ...args] = process.argv.slice(2)

obeySignals()
try {
  const { default: command } = await commands[name]()
  const status = await command(...args)
  if (typeof status === 'number') await shutDown(status)
} catch (error) {
  await fail(error)
}
