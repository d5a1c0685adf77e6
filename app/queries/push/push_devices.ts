import PushDevice from '#models/push/push_device'

/** Of a user, the latest on top. */
export function pushDevices(userId: number): Promise<PushDevice[]> {
  return PushDevice.query().where({ userId }).orderBy('id', 'desc')
}
