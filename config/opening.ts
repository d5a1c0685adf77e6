import env from '#start/env'

/** What a new business starts with, until its owner says otherwise. */
export default {
  slotMinutes: env.get('SLOT_MINUTES', 60),
  lookaheadDays: env.get('LOOKAHEAD_DAYS', 30),
  leadHours: env.get('LEAD_HOURS', 2),
  maxMoves: 3,
  /** With a pause that nobody asked for, half an hour would begin every three quarters of one. */
  pauseMinutes: 0,
  hours: env.get('OPEN_HOURS') ?? { opens: '09:00', closes: '17:00' },
  weekdays: env.get('OPEN_WEEKDAYS') ?? [1, 2, 3, 4, 5],
}
