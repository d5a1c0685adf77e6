import vine from '@vinejs/vine'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import { clock, MOST_RANGES, WEEK } from '#validators/api/availability'
import { hostIds, truth } from '#validators/api/fields'
import { paging } from '#validators/api/query'
import { newServiceFields } from '#validators/api/services'
import { calendarDay, colour, count, id, line, notBefore, proseOrNull } from '#validators/rules'
import { slug } from '#validators/slug'

/** "h7" is a person's, "t3" a team's. */
const pageId = () => vine.string().regex(/^[ht][1-9]\d{0,9}$/)

const page = () => ({
  slug: slug().optional(),
  description: proseOrNull(2000).optional(),
  is_active: truth().optional(),
  branding: vine.object({ color: colour().nullable() }).optional(),
})

/** For several people: each has a page of their own already. */
export const newPageOrder = vine.create({
  name: line(),
  host_ids: hostIds().minLength(1),
  ...page(),
})

/** What is left out stays as it is. */
export const pageChangeOrder = vine.create({
  name: line().optional(),
  host_ids: hostIds().minLength(1).optional(),
  ...page(),
})

export const pageListQuery = vine.create(paging())

export const meetingTypeListQuery = vine.create({
  scheduling_page_id: pageId().optional(),
  ...paging(),
})

/** Given by the people of the page, unless others are named. */
export const newMeetingTypeOrder = vine.create({
  ...newServiceFields(),
  scheduling_page_id: pageId().optional(),
})

export const scheduleQuery = vine.create({ host_id: id().optional() })

/** 0 is Sunday; a rule that is not available closes nothing that another opens. */
export const scheduleOrder = vine.create({
  host_id: id().optional(),
  rules: vine
    .array(
      vine.object({
        day_of_week: count(0, 6),
        start_time: clock(),
        end_time: clock(),
        is_available: truth().optional(),
      })
    )
    .maxLength(WEEK * MOST_RANGES),
  keeps_booked: truth().optional(),
})

export const scheduledDatesQuery = vine.create({
  host_id: id().optional(),
  from: calendarDay().optional(),
  to: calendarDay()
    .use(notBefore({ field: 'from' }))
    .optional(),
  ...paging(),
})

/** Closed, unless it is available from then to then. */
export const scheduledDateOrder = vine.create({
  host_id: id().optional(),
  date: calendarDay(),
  is_available: truth().optional(),
  start_time: clock().optional().requiredWhen('is_available', '=', true),
  end_time: clock().optional().requiredWhen('is_available', '=', true),
  reason: line().nullable().optional(),
  keeps_booked: truth().optional(),
})

/** Of a booking, in the words of seed 002; the others are called as ours. */
export const MEETING_STATUSES = [
  'scheduled',
  'rescheduled',
  ...BOOKING_STATUSES.filter((status) => status !== 'approved'),
] as const

export const meetingListQuery = vine.create({
  when: vine.enum(['upcoming', 'past'] as const).optional(),
  status: vine.enum(MEETING_STATUSES).optional(),
  host_id: id().optional(),
  ...paging(),
})
