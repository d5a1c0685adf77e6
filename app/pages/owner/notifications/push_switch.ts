import { createHash } from 'node:crypto'
import type { I18n } from '@adonisjs/i18n'
import features from '#config/features'
import push from '#config/push'
import { nameDevice } from '#pages/owner/accounts/name_device'
import { pushDevices } from '#queries/push/push_devices'

/** The browsers in which somebody switched notifications on; null where there are none. */
export async function pushSwitch(userId: number, i18n: I18n) {
  if (!features.push) return null
  const devices = await pushDevices(userId)
  return {
    key: push.vapid.publicKey,
    devices: devices.map(({ id, userAgent, endpoint, addedAt }) => ({
      ...{ id, addedAt, name: nameDevice(userAgent, i18n) },
      // By which a browser knows itself; where it is written to is nobody's business.
      mark: createHash('sha256').update(endpoint).digest('base64url'),
    })),
  }
}
