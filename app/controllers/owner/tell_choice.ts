export type Telling = { bookings: number; unreachable: number } | 'busy' | null

/** Undefined where nobody was asked yet. */
export function tellChoice({ tell }: Record<string, unknown>): boolean | undefined {
  return tell === 'yes' || tell === 'no' ? tell === 'yes' : undefined
}

export function savedAndTold(
  saved: string,
  told: number,
  i18n: { t(key: string, values: { count: number }): string }
): string {
  return told > 0 ? `${saved} ${i18n.t('owner.common.tell.done', { count: told })}` : saved
}
