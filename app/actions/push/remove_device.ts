import PushDevice from '#models/push/push_device'

interface Removed {
  userId: number
  deviceId: number
}

/** What it is owed is not sent any more. */
export default class RemoveDevice {
  async handle({ userId, deviceId }: Removed): Promise<void> {
    await PushDevice.query().where({ userId, id: deviceId }).delete()
  }
}
