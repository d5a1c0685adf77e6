import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import RecordVisits from '#actions/visits/record_visits'
import visits from '#config/visits'
import type { Look } from '#models/visits/look'

let held: Look[] = []
let timer: NodeJS.Timeout | undefined
let writing: Promise<void> = Promise.resolve()

/** Never waits and never throws: a look that is lost spoils a figure, no page. */
export function holdLook(look: Look): void {
  if (held.length >= visits.mostHeld) return
  held.push(look)
  if (held.length >= visits.writeAtOnce || app.isTerminating) void writeLooks()
  else timer ??= setTimeout(() => void writeLooks(), visits.writeAfterMs).unref()
}

/** One batch after the other. */
export function writeLooks(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  writing = writing.then(write)
  return writing
}

async function write(): Promise<void> {
  const looks = held
  held = []
  if (looks.length === 0) return
  try {
    await new RecordVisits().handle(looks)
  } catch (error) {
    logger.warn({ err: error, looks: looks.length }, 'Visits were not counted')
  }
}

app.terminating(() => writeLooks())
