import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { collectDefaultMetrics } from 'prom-client'
import { keptFigures } from '#queries/kept_answers'
import { cacheFigures } from '#queries/availability/availability_cache'
import { lastBackup } from '#queries/backups/last_backup'
import { lastIntegrityRun } from '#queries/integrity/last_run'
import { outboxFigures } from '#queries/notifications/outbox_figures'
import { inTime } from '#services/in_time'
import * as metrics from '#services/metrics'
import { countJobs } from '#services/queue'

/** Whoever asks is answered within two seconds, whatever the database and the queue do. */
const READ_WITHIN_MS = 1_500

collectDefaultMetrics({ register: metrics.registry })

/** The figures of this process, and those of the database and the queue as they are now. */
export default class MetricsController {
  async show({ response, logger }: HttpContext) {
    readCacheFigures()
    const reads = Object.entries(SOURCES).map(async ([source, read]) => {
      try {
        await inTime(READ_WITHIN_MS, read())
        metrics.sourceUp.set({ source }, 1)
      } catch (error) {
        // The process's own figures are wanted most when something is out of reach.
        logger.error({ err: error, source }, 'Figures could not be read')
        metrics.sourceUp.set({ source }, 0)
      }
    })
    await Promise.all(reads)
    response.header('content-type', metrics.registry.contentType)
    return response.send(await metrics.registry.metrics())
  }
}

const SOURCES = { database: readDatabase, queue: readQueue }

function readCacheFigures() {
  const figures = [
    [metrics.availabilityCache, cacheFigures],
    [metrics.keptPages, keptFigures],
  ] as const
  for (const [counter, { hits, misses }] of figures) {
    counter.reset()
    counter.inc({ result: 'hit' }, hits)
    counter.inc({ result: 'miss' }, misses)
  }
}

async function readDatabase() {
  await readOutbox()
  await readBackups()
  const run = await lastIntegrityRun(db.connection())
  if (!run) return
  metrics.integrityRanAt.set(run.ranAtSeconds)
  metrics.integrityFaults.reset()
  for (const [check, count] of Object.entries(run.faults)) {
    metrics.integrityFaults.set({ check }, count)
  }
}

/** Where none was ever made, there is no figure: 0 would be a moment, and the age from it an alert. */
async function readBackups() {
  const backup = await lastBackup(db.connection())
  if (!backup) return
  metrics.backupTakenAt.set(backup.takenAtSeconds)
  metrics.backupBytes.set(backup.bytes)
}

async function readOutbox() {
  const figures = await outboxFigures(db.connection())
  metrics.outboxOldestAge.set(figures.oldestAgeSeconds)
  metrics.outboxDeadLetters.set(figures.deadLetters)
  metrics.outboxBounced.set(figures.bounced)
  for (const [status, total] of Object.entries(figures.texts)) {
    metrics.outboxTexts.set({ status }, total)
  }
  metrics.webhookDeliveries.reset()
  for (const [outcome, total] of Object.entries(figures.webhooks)) {
    metrics.webhookDeliveries.inc({ outcome }, total)
  }
  metrics.deliveryReports.reset()
  for (const [outcome, total] of Object.entries(figures.reports)) {
    metrics.deliveryReports.inc({ outcome }, total)
  }
  metrics.reminderLateness.set(figures.reminderLatenessSeconds)
}

async function readQueue() {
  for (const [state, count] of Object.entries(await countJobs())) {
    metrics.queueJobs.set({ state }, count)
  }
}
