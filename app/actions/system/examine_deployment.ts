import db from '@adonisjs/lucid/services/db'
import backups from '#config/backups'
import { calendarKeys } from '#config/calendars'
import features from '#config/features'
import { lastBackup } from '#queries/backups/last_backup'
import { connectionState } from '#queries/calendars/connection_state'
import { owedState } from '#queries/notifications/owed_state'
import { codeOf, finding, type CheckedPart, type Finding } from '#services/doctor/finding'
import {
  judgeBackups,
  judgeCalendarKeys,
  judgeCalendars,
  judgeClock,
  judgeMessages,
  judgeReaderRole,
  judgeWorker,
} from '#services/doctor/kept_state'
import { lookOutside, recentlyOutside, type Outside } from '#services/doctor/outside'
import { inTime } from '#services/in_time'
import { nextTurnOf } from '#services/queue'
import { databaseNow, readerRoleState } from '#transactions'

const ANSWER_WITHIN_MS = 5_000

/** Whether everything that bookings and their mails need stands as it should. Changes and sends nothing. */
export default class ExamineDeployment {
  /** Of everybody, for whoever runs it. */
  async handle(outside: Outside): Promise<Finding[]> {
    const parts = await Promise.all([
      lookOutside(outside),
      this.#lookInside(null),
      features.portal
        ? this.#ask('portal', async () => judgeReaderRole(await readerRoleState(db.connection())))
        : [],
      this.#ask('backups', async () => judgeBackups(await backupAge(), backupInterval())),
      this.#ask('clock', async () => judgeClock(await clockAhead())),
      features.calendars ? [judgeCalendarKeys(calendarKeys)] : [],
    ])
    return parts.flat()
  }

  /** What matters to one business's mails. */
  async forBusiness(businessId: number): Promise<Finding[]> {
    const parts = await Promise.all([recentlyOutside(), this.#lookInside(businessId)])
    return parts.flat()
  }

  async #lookInside(businessId: number | null): Promise<Finding[]> {
    const client = db.connection()
    const findings = await Promise.all([
      this.#ask('worker', async () => judgeWorker(await nextTurnOf('sweep_outbox'), Date.now())),
      this.#ask('messages', async () => judgeMessages(await owedState(client, businessId))),
      features.calendars
        ? this.#ask('calendars', async () =>
            judgeCalendars(await connectionState(client, businessId))
          )
        : [],
    ])
    return findings.flat()
  }

  async #ask(part: CheckedPart, judge: () => Promise<Finding>): Promise<Finding> {
    try {
      return await inTime(ANSWER_WITHIN_MS, judge())
    } catch (error) {
      const found = part === 'worker' ? 'queue_away' : 'database_away'
      return finding(part, 'unknown', found, { detail: codeOf(error) })
    }
  }
}

/** Compared with the middle of the time that the question took. */
async function clockAhead(): Promise<number> {
  const before = Date.now()
  const theirs = await databaseNow(db.connection())
  return (before + Date.now()) / 2 - theirs.toMillis()
}

async function backupAge(): Promise<number | null> {
  const last = await lastBackup(db.connection())
  return last && last.ageSeconds
}

const backupInterval = () => (backups.folder ? backups.everyHours : null)
