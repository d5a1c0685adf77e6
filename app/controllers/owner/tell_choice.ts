/** How many bookings a form asks about before it saves, or why it could not be saved. */
export type Telling = { bookings: number; unreachable: number } | 'busy' | null

/** Whether those who are booked are told of what is saved; undefined where nobody was asked yet. */
export function tellChoice({ tell }: Record<string, unknown>): boolean | undefined {
  return tell === 'yes' || tell === 'no' ? tell === 'yes' : undefined
}

/** What was saved, and how many were told of it. */
export function savedAndTold(
  saved: string,
  told: number,
  i18n: { t(key: string, values: { count: number }): string }
): string {
  return told > 0 ? `${saved} ${i18n.t('owner.tell.done', { count: told })}` : saved
}
