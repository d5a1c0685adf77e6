import { settleStop, setWeek } from '#steps'
import { weekInWords } from '#models/availability/availability_rule'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import type { WeeklyRange } from '#scheduling/types'
import { inTransaction } from '#transactions'

interface OpeningWeek {
  businessId: number
  hours: readonly WeeklyRange[]
  /** `versionOf` the weeks of all hosts in words; null saves anyway. */
  version: string | null
  by: By
}

/** One week for everyone and everything that is booked. */
export default class OpenWeek {
  handle({ businessId, hours, version, by }: OpeningWeek): Promise<'saved' | 'stale'> {
    return inTransaction(async (trx) => {
      const hosts = await Host.query({ client: trx })
        .where({ businessId })
        .orderBy('id')
        .forUpdate()
        .preload('availabilityRules')
      const weeks = hosts.map(({ availabilityRules }) =>
        weekInWords(availabilityRules.map(({ range }) => range))
      )
      const to = weekInWords(hours).join()
      const isSame = weeks.every((week) => week.join() === to)
      if (!isSame && isChangedSince(version, weeks)) return 'stale'
      for (const host of hosts) await setWeek(trx, { host, hours, version: null, by })
      await settleStop(trx, businessId, 'hours')
      return 'saved'
    })
  }
}
