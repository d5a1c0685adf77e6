/** What texts of messages may name; each message knows some of them. */
const OF_A_BOOKING = [
  ...(['client', 'service', 'host', 'when', 'date', 'time', 'place', 'price'] as const),
  ...(['business', 'reference'] as const),
]
const OF_ONE_WHO_WAITS = OF_A_BOOKING.filter((name) => name !== 'reference')
const OF_A_LINK = ['client', 'service', 'host', 'place', 'price', 'business', 'until'] as const

const MOVE = [...OF_A_BOOKING, 'asked'] as const

/**
 * The messages to clients of which a business may choose words, as they are listed. Not those that it
 * writes anew each time, nor the one that opens the portal, which speaks for all businesses.
 */
export const TEXT_GROUPS = [
  {
    name: 'bookings',
    messages: {
      booking_confirmed: OF_A_BOOKING,
      booking_reminder: OF_A_BOOKING,
      booking_follow_up: OF_A_BOOKING,
      booking_rescheduled: [...OF_A_BOOKING, 'before'],
      booking_reassigned: OF_A_BOOKING,
      booking_changed: OF_A_BOOKING,
      booking_corrected: OF_A_BOOKING,
      booking_cancelled: OF_A_BOOKING,
    },
  },
  {
    name: 'requests',
    messages: {
      booking_requested: [...OF_A_BOOKING, 'until'],
      booking_rejected: OF_A_BOOKING,
      booking_expired: OF_A_BOOKING,
      move_requested: [...MOVE, 'until'],
      move_rejected: MOVE,
      move_expired: MOVE,
    },
  },
  {
    name: 'waitlist',
    messages: {
      waitlist_joined: OF_ONE_WHO_WAITS,
      waitlist_offered: [...OF_ONE_WHO_WAITS, 'until'],
      waitlist_passed: OF_ONE_WHO_WAITS,
      waitlist_withdrawn: OF_ONE_WHO_WAITS,
      waitlist_moved: OF_ONE_WHO_WAITS,
      waitlist_called_off: OF_ONE_WHO_WAITS,
    },
  },
  { name: 'links', messages: { one_time_link_sent: OF_A_LINK } },
] as const satisfies readonly {
  name: string
  messages: Partial<Record<string, readonly string[]>>
}[]

const VARIABLES = new Map<string, readonly string[]>(
  TEXT_GROUPS.flatMap(({ messages }) => Object.entries(messages))
)

/** What a text of this message may name; null where its words are not for a business to choose. */
export function variablesOf(type: string): readonly string[] | null {
  return VARIABLES.get(type) ?? null
}
