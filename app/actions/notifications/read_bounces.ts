import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import RecordBounces from '#actions/notifications/record_bounces'
import { noteDelay } from '#outbox'
import { type BounceMailbox, readMailbox } from '#services/bounces/bounce_mailbox'
import { type DeliveryReport, readReport } from '#services/bounces/delivery_report'
import { codeOf } from '#services/doctor/finding'
import { sql } from '#transactions'

interface Reading {
  mailbox: BounceMailbox
  requestId: string | null
}

type Outcome = 'bounced' | 'delayed' | 'unknown' | 'forged' | 'other'

/**
 * What a mail server could not deliver, as it says in the mailbox for that. Reading the same twice
 * changes nothing. What does not prove which of our mails it is about is counted, and left for people.
 */
export default class ReadBounces {
  async handle({ mailbox, requestId }: Reading): Promise<void> {
    try {
      await readMailbox(mailbox, async (source) => {
        const outcome = await this.take(await reportIn(source), requestId)
        await this.count(outcome)
        return outcome === 'bounced' || outcome === 'delayed' ? 'dealt_with' : 'left'
      })
    } catch (error) {
      // Its own words could name an address.
      const details = { code: codeOf(error), request_id: requestId }
      logger.warn(details, 'The mailbox of what comes back could not be read')
    }
  }

  private async take(report: DeliveryReport | null, requestId: string | null): Promise<Outcome> {
    if (!report) return 'other'
    const { messageId, outcome, cause } = report
    if (messageId === null) return 'forged'
    if (outcome === 'delayed') return (await noteDelay(messageId)) ? 'delayed' : 'unknown'
    const bounces = [{ messageId, cause }]
    return (await new RecordBounces().handle({ bounces, requestId })) ? 'bounced' : 'unknown'
  }

  private count(outcome: Outcome) {
    return sql(
      db.connection(),
      `insert into report_totals (outcome, total) values (:outcome, 1)
       on conflict (outcome) do update set total = report_totals.total + 1`,
      { outcome }
    )
  }
}

/** Whoever can send us a mail can send one that no program understands. */
async function reportIn(source: Buffer): Promise<DeliveryReport | null> {
  try {
    return await readReport(source)
  } catch {
    return null
  }
}
