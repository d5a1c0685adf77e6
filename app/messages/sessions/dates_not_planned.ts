import { message } from '../message.js'

/** Dates of a series that a job could not plan. */
export const datesNotPlanned = message({
  type: 'dates_not_planned',
  staff: 'in_charge',
  event: 'unplanned',
  inApp: {
    says: ({ data }, t) => t('owner.notifications.news.dates_not_planned', { count: data.count }),
    leadsTo: () => ({ route: 'owner.group_sessions.index', part: 'series' }),
    asksWhile: `exists (
      select from unplanned_dates where series_id = notifications.subject_id)`,
  },
})
