import { createHash } from 'node:crypto'
import { appUrl } from '#config/app'
import type { Thread } from '#messages'
import type Notification from '#models/notifications/notification'

/**
 * The same on every attempt, so that a mail that arrives twice can be known as one; another when
 * someone sends again what had been sent, or when the booking has changed since an attempt of which
 * nobody knows how it ended.
 */
export function messageIdOf(
  { dedupeKey, resends, bookingVersion }: Notification,
  type: string,
  { name, host, version }: Thread
): string {
  const isChanged = bookingVersion !== null && bookingVersion !== version
  const key = [
    dedupeKey,
    ...(resends ? [`#${resends}`] : []),
    ...(isChanged ? [`~${version}`] : []),
  ].join('')
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12)
  return `<${name}.${type}.${hash}@${host ?? new URL(appUrl).hostname}>`
}
