import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { oneTimeLink } from '../links.js'
import { message } from '../message.js'
import { business, lesson } from '../samples.js'
import { type OneTimeSubject, oneTimeSubject, pricesOffered } from './one_time_subject.js'
import { offeredPlaces } from '#formats/bookings/places'
import { comma } from '#formats/times/times'
import { formatNames } from '#formats/words/directions'
import OneTimeLink from '#models/links/one_time_link'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import { HOUR } from '#scheduling/time/dates'

const FIRST = DateTime.fromISO('2026-01-15T09:30:00Z').toMillis()

function sample(offered: boolean): OneTimeSubject {
  const oneTime = new OneTimeLink().merge({
    id: 1,
    businessId: business.id,
    serviceId: lesson.id,
    recipientName: 'Asha Patel',
    recipientEmail: 'asha@client.example',
    offeredTimes: offered
      ? [FIRST, FIRST + 24 * HOUR].map((start) => ({ start, end: start + HOUR }))
      : null,
    holderId: offered ? 1 : null,
    expiresAt: DateTime.fromISO('2026-01-19T23:59:00Z'),
  })
  oneTime.$setRelated('service', lesson)
  return { oneTime, business, hosts: offered ? ['Anna Reed'] : [], token: 'A'.repeat(32) }
}

/** To whoever may book once through it. */
export const oneTimeLinkSent = message({
  type: 'one_time_link_sent',
  subject: oneTimeSubject,
  reasonToDrop({ oneTime }, _notification, now) {
    const state = oneTime.stateAt(now)
    return state === 'unused' || state === 'opened' ? null : `one_time_${state}`
  },
  async complete(about) {
    return { ...about, token: await issueOneTimeToken(about.oneTime) }
  },
  mail: {
    client: {
      content({ oneTime, hosts, token = '' }, to) {
        const { service, offeredTimes, holderId, expiresAt } = oneTime
        const names = { business: to.business.name, service: service.name }
        const translate = (key: string, values?: object) => to.i18n.t(key, { ...values })
        const place = offeredPlaces(service, to.business.address, translate, to.locale)
        const until = `${to.moment(expiresAt)}${comma(to.locale)} ${to.zone(expiresAt)}`
        const price = pricesOffered(oneTime, to)
        const at = (instant: number) => DateTime.fromMillis(instant)
        const held = `${to.moment(heldUntil(oneTime))}${comma(to.locale)} ${to.zone(expiresAt)}`
        const times = (offeredTimes ?? [])
          .map(({ start, end }) => to.span({ startsAt: at(start), endsAt: at(end) }))
          .join('\n')
        return {
          subject: to.t('one_time_link_sent.subject', names),
          status: { text: to.t('one_time_link_sent.status'), tone: 'wait' },
          heading: to.t('one_time_link_sent.heading', names),
          time: null,
          notice:
            holderId === null
              ? to.t('one_time_link_sent.notice', { until })
              : to.t('one_time_link_sent.held', { until: held }),
          facts: [
            { label: to.t('one_time_link_sent.service'), text: service.name },
            ...(hosts.length > 0
              ? [
                  {
                    label: to.t('one_time_link_sent.with'),
                    text: formatNames(hosts, to.locale),
                  },
                ]
              : []),
            ...(offeredTimes ? [{ label: to.t('one_time_link_sent.times'), text: times }] : []),
            ...(place ? [{ label: to.t('fact.place'), text: place }] : []),
            { label: to.t('fact.price'), text: price },
            { label: to.t('one_time_link_sent.until'), text: until },
          ],
          button: {
            label: to.t('one_time_link_sent.button'),
            href: oneTimeLink(token),
            after: to.t('one_time_link_sent.after_button'),
          },
          why: to.t('one_time_link_sent.why', names),
        }
      },
      samples: [
        { title: 'One-time link', about: sample(false) },
        { title: 'One-time link with times', about: sample(true) },
      ],
    },
  },
})

/** No time is kept past its own start. */
function heldUntil({ offeredTimes, expiresAt }: OneTimeLink): DateTime {
  const starts = (offeredTimes ?? []).map(({ start }) => start)
  return DateTime.min(expiresAt, DateTime.fromMillis(Math.max(...starts, 0)))
}

/** Only its hash stays here; a mail that is tried again gets another one. */
async function issueOneTimeToken({ id, businessId }: OneTimeLink): Promise<string> {
  const token = newSecretToken()
  await db.table('one_time_link_tokens').insert({
    ...{ token_hash: hashOfToken(token), one_time_link_id: id, business_id: businessId },
  })
  return token
}
