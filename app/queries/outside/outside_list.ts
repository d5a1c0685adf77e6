import CalcomBridge from '#models/outside/calcom_bridge'
import CalcomDelivery from '#models/outside/calcom_delivery'
import OutsideBooking from '#models/outside/outside_booking'
import OutsideService, { FOUND_HERE } from '#models/outside/outside_service'

const MOST = 50

export function calcomBridge(businessId: number): Promise<CalcomBridge | null> {
  return CalcomBridge.query().where({ businessId }).first()
}

export function calcomServices(businessId: number): Promise<OutsideService[]> {
  return OutsideService.query()
    .where({ businessId, source: 'calcom' })
    .whereNot('remote_id', 'like', `${FOUND_HERE}%`)
    .orderBy('id')
    .exec()
}

/** The newest first. */
export function calcomDeliveries(businessId: number): Promise<CalcomDelivery[]> {
  return CalcomDelivery.query()
    .where({ businessId })
    .preload('outsideBooking', (rows) => rows.preload('booking'))
    .orderBy('id', 'desc')
    .limit(MOST)
    .exec()
}

/** What is not the same here and there, and needs somebody; the earliest first. */
export function calcomDifferences(businessId: number): Promise<OutsideBooking[]> {
  return OutsideBooking.query()
    .where({ businessId, source: 'calcom' })
    .where((open) =>
      open
        .where('state', 'kept')
        .orWhere((push) => push.where('state', 'settled').whereNotNull('push_problem'))
    )
    .preload('outsideService')
    .preload('booking')
    .orderBy('starts_at')
    .limit(MOST)
    .exec()
}
