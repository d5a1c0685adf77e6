import { createHost, createService, weekdays } from '#database/demo/business'
import Business from '#models/settings/business'

/** Of the same owner, on its first day, without a picture and with hardly a word, so that both faces of a page can be seen. */
export async function createBareBusiness(beside: Business): Promise<void> {
  const { userId } = await beside.related('memberships').query().firstOrFail()
  const business = await Business.create({
    name: 'Harbour Barbers',
    slug: 'harbour-barbers',
    phone: '020 7946 0345',
    timeZone: 'Europe/London',
    locale: 'en-GB',
    currency: 'GBP',
    weekStartsOn: 1,
    brandColour: '#7a4b00',
  })
  await business.related('settings').create({})
  await business.related('memberships').create({ userId, role: 'owner' })
  const sam = await createHost(
    business,
    'Sam Price',
    0,
    null,
    weekdays([2, 3, 4, 5, 6], '10:00', '18:00')
  )
  const cuts = [
    { name: 'Haircut', slug: 'haircut', durationMinutes: 30, price: '24.00' },
    { name: 'Beard trim', slug: 'beard-trim', durationMinutes: 15, price: '12.00' },
    { name: 'Haircut and beard', slug: 'haircut-and-beard', durationMinutes: 45, price: '32.00' },
  ]
  for (const [position, cut] of cuts.entries()) {
    await createService(business, [sam], { ...cut, position, locationType: 'in_person' })
  }
}
