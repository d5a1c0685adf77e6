import type { DateTime } from 'luxon'
import type { Recipient } from '../mail/recipient.js'
import { unlinked } from '#formats/contacts/unlinked'
import { plainLetters, plainSigns, segmentsOf } from '#formats/words/sms_segments'
import * as times from '#formats/times/times'

const MOST_SEGMENTS = 2

/** For how many letters of a name there is room, and whether for the weekday; tried one after the other. */
// prettier-ignore
const ROOMS: readonly [letters: number, hasWeekday: boolean][] = [
  [80, true], [80, false], [40, true], [40, false], [24, true], [24, false],
  [18, false], [14, false], [12, false], [10, false],
]

interface TextValues {
  service: string
  startsAt: DateTime
  link: string
  more?: number
}

/**
 * What one SMS says, in two parts at most: where that is too little, its accents go first, then the
 * weekday, and then the ends of its names.
 */
export function textWords(to: Recipient, key: string, values: TextValues): string {
  const { startsAt, link, more = 0 } = values
  const business = named(to.business.name)
  const service = named(values.service)
  const texts = ROOMS.flatMap(([room, hasWeekday]) => {
    const names = { business: cut(business, room), service: cut(service, room) }
    const when = textMoment(to, startsAt, hasWeekday)
    const text = plainSigns(to.i18n.t(`texts.${key}`, { link, more, when, ...names }))
    return [text, plainLetters(text)]
  })
  return texts.find((text) => segmentsOf(text) <= MOST_SEGMENTS) ?? texts[texts.length - 1]
}

/** With the zone where the business's clocks show another time. */
export function textMoment(to: Recipient, moment: DateTime, hasWeekday = true): string {
  const { business, timeZone, locale } = to
  const isSame = moment.setZone(timeZone).offset === moment.setZone(business.timeZone).offset
  if (!isSame && hasWeekday) return to.stamp(moment)
  const format = hasWeekday ? times.formatDayInBrief : times.formatDayMonth
  const day = format(moment, timeZone, locale).replace(/[,،]/, '')
  const stamp = `${day} ${times.formatTime(moment, timeZone, locale)}`
  return isSame ? stamp : `${stamp} ${times.zoneOffset(moment, timeZone)}`
}

/** A name is no link in any telephone: a full stop within an address is followed by a space. */
function named(name: string): string {
  return plainSigns(unlinked(name).replaceAll(/\u200C\s?/g, ' ')).replaceAll(/\s+/g, ' ')
}

function cut(name: string, room: number): string {
  const letters = [...name]
  return letters.length <= room
    ? name
    : `${letters
        .slice(0, room - 2)
        .join('')
        .trimEnd()}..`
}
