import type { DateTime } from 'luxon'
import { formatDate, formatMoment, formatRange } from '#formats/times/times'
import Host from '#models/availability/host'
import { oneTimeContent } from '#models/links/link_content'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { oneTimeRows } from '#pages/owner/links/one_time_rows'
import type { PageReader } from '#pages/reader'
import type { OneTimeRow } from '#queries/links/one_time_list'
import { emptyForm } from '#validators/form'

const USUAL_DAYS = 14

export async function oneTimePage(
  row: OneTimeRow,
  business: Business,
  now: DateTime,
  reader: PageReader
) {
  const { oneTime } = row
  const { t, locale } = reader
  const { timeZone } = business
  const [shown] = oneTimeRows([row], { timeZone, now }, reader)
  const host = oneTime.hostId === null ? null : await Host.find(oneTime.hostId)
  const moment = (at: DateTime) => formatMoment(at, timeZone, locale)
  const { offeredTimes, holderId, sentAt, openedAt } = oneTime
  const fact = (key: string, words: string | null) =>
    words === null ? [] : [{ label: t(`owner.links.once.fact.${key}`), words }]
  const state = oneTime.stateAt(now)
  const usual = now.setZone(timeZone).plus({ days: USUAL_DAYS }).toISODate() ?? ''
  return {
    oneTime,
    ...shown,
    facts: [
      ...fact('email', oneTime.recipientEmail),
      ...fact('what', oneTime.service.name),
      ...fact('with', host?.name ?? null),
      ...fact(
        holderId === null ? 'times' : 'held',
        offeredTimes
          ?.map(({ start, end }) => {
            const day = formatDate(start, timeZone, locale)
            return `${day}, ${formatRange(start, end, timeZone, locale)}`
          })
          .join('\n') ?? null
      ),
      ...fact('until', moment(oneTime.expiresAt)),
      ...fact(
        'sent',
        sentAt &&
          t('owner.links.once.sent_times', { count: oneTime.sendings, moment: moment(sentAt) })
      ),
      ...fact('seen', openedAt && moment(openedAt)),
    ],
    canSend: row.bookingId === null && oneTime.recipientEmail !== null,
    losesTimes: offeredTimes !== null && (holderId === null || state === 'expired'),
    canRevoke: state === 'unused' || state === 'opened',
    canRearm: row.bookingId === null && state !== 'unused' && state !== 'opened',
    form: emptyForm({ until: usual, version: versionOf(oneTimeContent(oneTime)) }),
  }
}
