import { DateTime } from 'luxon'
import { texts } from '#config/sms'
import env from '#start/env'
import Business from '#models/settings/business'
import type Host from '#models/availability/host'
import InboxAddress from '#models/inboxes/inbox_address'
import type Service from '#models/services/service'
import User from '#models/accounts/user'
import type { Weekday } from '#scheduling/types'

export const DEMO_OWNER = 'owner@example.com'

export async function createBusiness(): Promise<Business> {
  const owner = await User.create({
    fullName: 'Anna Reed',
    email: DEMO_OWNER,
    password: env.get('DEMO_PASSWORD', 'demo-password'),
    emailVerifiedAt: DateTime.now(),
  })
  const business = await Business.create({
    name: 'Swim School Pro',
    slug: 'swim-school-pro',
    description:
      'Swimming lessons for children and adults in a **warm, quiet pool** beside the canal. ' +
      'Pick a lesson to see its free times.',
    address: '14 Canal Street, London N1 8QT',
    phone: '020 7946 0182',
    email: 'hello@swimschoolpro.example',
    openingTimes: 'Monday to Friday 9:00 to 20:00\nSaturday 9:00 to 13:00',
    timeZone: 'Europe/London',
    locale: 'en-GB',
    currency: 'GBP',
    weekStartsOn: 1,
    brandColour: '#00698f',
  })
  await InboxAddress.create({
    ...{ businessId: business.id, email: 'hello@swimschoolpro.example' },
    ...{ getsMails: false, forAllServices: true, proofMails: 0, provenAt: DateTime.now() },
  })
  // Their numbers are nobody's, and stay in the mailbox.
  const sendsTexts = texts.channel === 'mailbox'
  await business.related('settings').create({ sendsTexts, quietFrom: '21:00', quietUntil: '07:00' })
  await business.related('memberships').create({ userId: owner.id, role: 'owner' })
  await business.load('settings')
  return business
}

export async function createHosts(business: Business): Promise<Host[]> {
  const { userId } = await business.related('memberships').query().firstOrFail()
  const anna = await createHost(business, 'Anna Reed', 0, userId, [
    ...weekdays([1, 2, 3, 4, 5], '09:00', '12:30'),
    ...weekdays([1, 2, 4], '13:00', '19:00'),
    ...weekdays([3, 5], '13:00', '17:00'),
  ])
  const tom = await createHost(business, 'Tom Okafor', 1, null, [
    ...weekdays([2, 4], '10:00', '18:00'),
    ...weekdays([6], '09:00', '13:00'),
  ])
  const today = DateTime.now().setZone(business.timeZone)
  await anna.related('dateOverrides').createMany([
    {
      businessId: business.id,
      date: today.plus({ weeks: 2 }).startOf('week').plus({ days: 2 }).toFormat('yyyy-MM-dd'),
      windows: [],
      reason: 'Pool maintenance',
    },
    {
      businessId: business.id,
      date: today.plus({ weeks: 1 }).startOf('week').plus({ days: 5 }).toFormat('yyyy-MM-dd'),
      windows: [{ start: '14:00', end: '17:00' }],
      reason: 'Open afternoon',
    },
  ])
  return [anna, tom]
}

export async function createHost(
  business: Business,
  name: string,
  position: number,
  userId: number | null,
  hours: { dayOfWeek: Weekday; opensTime: string; closesTime: string }[]
): Promise<Host> {
  const host = await business
    .related('hosts')
    .create({ name, position, userId, timeZone: business.timeZone, isActive: true })
  await host
    .related('availabilityRules')
    .createMany(hours.map((range) => ({ ...range, businessId: business.id })))
  return host
}

export async function createService(
  business: Business,
  hosts: Host[],
  attributes: Partial<Service>
): Promise<Service> {
  const service = await business.related('services').create(attributes)
  await service
    .related('hosts')
    .attach(Object.fromEntries(hosts.map((host) => [host.id, { business_id: business.id }])))
  return service.refresh()
}

export function weekdays(days: Weekday[], opensTime: string, closesTime: string) {
  return days.map((dayOfWeek) => ({ dayOfWeek, opensTime, closesTime }))
}
