import { calendarChoice } from '#models/calendars/calendar_choice'
import Calendar from '#models/calendars/calendar'
import CalendarConnection from '#models/calendars/calendar_connection'
import type { By } from '#models/by'
import { wake } from '#services/queue'
import { blockUnread, changeSettings, forgetRead, oweEntriesOf, oweRemovalsOf } from '#steps'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Choice {
  businessId: number
  connectionId: number
  blockingIds: readonly number[]
  /** Null for none of this connection. */
  writtenId: number | null
  /** `versionOf` the `calendarChoice` that the form was made from. */
  version: string | null
  by: By
}

/** What blocks from now on is busy until it is read, which begins at once. */
export default class ChooseCalendars {
  async handle(choice: Choice): Promise<'saved' | 'stale'> {
    const outcome = await this.choose(choice)
    const { requestId } = choice.by
    if (outcome === 'saved') await wake('sync_calendars', { requestId: requestId ?? undefined })
    return outcome
  }

  private choose({ connectionId: id, blockingIds, writtenId, ...wanted }: Choice) {
    const { businessId } = wanted
    return inTransaction(async (trx) => {
      const connection = await lockRowOrFail(trx, CalendarConnection, { businessId, id })
      const all = await Calendar.query({ client: trx })
        .where({ connectionId: id })
        .orderBy('id')
        .forUpdate()
      const before = calendarChoice(all)
      const isWritten = ({ id: own, canWrite }: Calendar) => canWrite && own === writtenId
      const chosen = all.map((each) => ({
        calendar: each,
        blocks: blockingIds.includes(each.id),
        isWritten: isWritten(each),
      }))
      return changeSettings(trx, wanted, {
        row: connection,
        shown: [before],
        change: () => {
          const after = {
            blocks: chosen.filter(({ blocks }) => blocks).map(({ calendar }) => calendar.id),
            writes: chosen.find((each) => each.isWritten)?.calendar.id ?? null,
          }
          return {
            blocks: { from: before.blocks, to: after.blocks },
            writes: { from: before.writes, to: after.writes },
          }
        },
        write: async () => {
          for (const { calendar, blocks } of chosen) {
            if (calendar.blocks && !blocks) await forgetRead(trx, calendar)
            await calendar.merge({ blocks, isWritten: false }).save()
          }
          const { hostId } = connection
          const written = chosen.find((each) => each.isWritten)?.calendar
          if (written) {
            await Calendar.query({ client: trx }).where({ hostId }).update({ isWritten: false })
            await written.merge({ isWritten: true }).save()
            await oweEntriesOf(trx, hostId)
          } else if (before.writes !== null) await oweRemovalsOf(trx, hostId)
          await blockUnread(
            trx,
            all.map(({ id: own }) => own)
          )
          await connection.merge({ nextSyncAt: await databaseNow(trx) }).save()
        },
        action: 'calendar.chosen',
        subjectType: 'calendar_connection',
      })
    })
  }
}
