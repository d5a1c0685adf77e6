import logger from '@adonisjs/core/services/logger'
import type { Test } from '@japa/runner/core'

/** The level of errors, as pino numbers them. */
const WRONG = 50

/** All that this process logs, at every level, in place of where it goes. */
export function watchLog(cleanup: Test['context']['cleanup']) {
  const { pino } = logger
  const stream = Object.getOwnPropertySymbols(pino).find(
    ({ description }) => description === 'pino.stream'
  )
  if (!stream) throw new Error('The log goes nowhere that is known')
  const kept: string[] = []
  const before = { stream: Reflect.get(pino, stream) as unknown, level: pino.level }
  Reflect.set(pino, stream, { write: (line: string) => void kept.push(line) })
  pino.level = 'trace'
  cleanup(() => {
    Reflect.set(pino, stream, before.stream)
    pino.level = before.level
  })
  return {
    take: () => kept.splice(0).join(''),
    /** What went wrong, of what was not yet taken. */
    faults: () => kept.filter((line) => JSON.parse(line).level >= WRONG).join(''),
  }
}
