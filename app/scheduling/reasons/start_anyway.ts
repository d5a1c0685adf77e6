import { explain } from './reasons.js'
import { bookAnyway } from '#scheduling/rules/book_anyway'
import { withoutBuffers } from '#scheduling/rules/buffers'
import { findSlots } from '#scheduling/slots/slots'
import type { Question, ReasonCode, Slot } from '#scheduling/types'

/** A rule of the business that a booking was taken against, on purpose. */
export type SetAside =
  | 'began_earlier'
  | 'too_early'
  | 'too_far'
  | 'outside_hours'
  | 'blocked'
  | 'not_a_start'
  | 'day_limit'
  | 'week_limit'
  | 'inactive'
  | 'pause'
  | 'calendar'

/**
 * Null is what nobody can set aside: time that somebody holds. A pause is nobody's. Where a start is found
 * all the same, only a calendar elsewhere can make its host busy.
 */
const SET_ASIDE: Record<ReasonCode, SetAside | null> = {
  inactive: 'inactive',
  past_deadline: 'inactive',
  too_soon: 'began_earlier',
  too_early: 'too_early',
  too_far: 'too_far',
  closed_that_day: 'outside_hours',
  outside_hours: 'outside_hours',
  does_not_fit: 'outside_hours',
  blocked: 'blocked',
  not_a_start: 'not_a_start',
  day_limit: 'day_limit',
  week_limit: 'week_limit',
  no_host: null,
  busy: 'calendar',
  buffer: 'pause',
  full: null,
}

export interface StartAnyway {
  /** As it was found: without pauses, where one had to be set aside. */
  question: Question
  slot: Slot
  setAside: SetAside[]
}

/**
 * The start that the question's range asks for, and what has to be set aside for it; null where its
 * time is held. Of several hosts the one for whom the least is.
 */
export function startAnyway(question: Question): StartAnyway | null {
  return judged(question, question) ?? judged(question, withoutBuffers(question))
}

/** In what is asked, and in that as it would be taken. */
function judged(question: Question, taken: Question): StartAnyway | null {
  const slot = findSlots(bookAnyway(taken)).at(0)
  if (!slot) return null
  if (question.mode === 'collective') {
    return { question: taken, slot, setAside: setAside(question, slot.hostIds) }
  }

  const room = leastOf(
    (slot.roomIds ?? []).map((id) => ({ id, setAside: setAside(question, [id]) }))
  )
  const along = room?.setAside.filter((rule) => rule !== 'not_a_start') ?? []
  return leastOf(
    slot.hostIds.map((hostId) => ({
      question: taken,
      slot: { ...slot, hostIds: [hostId], ...(room && { roomIds: [room.id] }) },
      setAside: [...new Set([...setAside(question, [hostId]), ...along])],
    }))
  )
}

function leastOf<One extends { setAside: SetAside[] }>(each: readonly One[]): One | null {
  return each.reduce<One | null>(
    (least, other) => (least && weightOf(least) <= weightOf(other) ? least : other),
    null
  )
}

function setAside(question: Question, hostIds: readonly number[]): SetAside[] {
  const hosts = question.hosts.filter(({ hostId }) => hostIds.includes(hostId))
  const reasons = explain({ ...question, hosts }, question.range.start)
  const rules = reasons.map(({ code }) => SET_ASIDE[code]).filter((rule) => rule !== null)
  return [...new Set(rules)]
}

/** Another minute than usual is the least of it. */
function weightOf({ setAside: rules }: Pick<StartAnyway, 'setAside'>): number {
  return rules.reduce((sum, rule) => sum + (rule === 'not_a_start' ? 1 : 10), 0)
}
