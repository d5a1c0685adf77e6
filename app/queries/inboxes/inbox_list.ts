import InboxAddress from '#models/inboxes/inbox_address'

/** With the services that each is for. */
export function inboxList(businessId: number): Promise<InboxAddress[]> {
  return InboxAddress.query()
    .where({ businessId, getsMails: true })
    .preload('services', (services) => services.orderBy('position').orderBy('id'))
    .orderBy('email')
    .exec()
}
