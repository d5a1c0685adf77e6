import { DateTime } from 'luxon'
import factory from '@adonisjs/lucid/factories'
import Business from '#models/settings/business'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import User from '#models/accounts/user'
import type { Role } from '#models/accounts/membership'
import type { Weekday, WeeklyRange } from '#scheduling/types'

let sequence = 0

export const UserFactory = factory
  .define(User, () => ({
    fullName: 'Anna Reed',
    email: `user-${process.pid}-${++sequence}@example.com`,
    password: 'a-long-password',
    emailVerifiedAt: DateTime.now(),
  }))
  .build()

const BusinessFactory = factory
  .define(Business, () => ({
    name: 'Swim School Pro',
    slug: `swim-school-${process.pid}-${++sequence}`,
    timeZone: 'Europe/London',
    locale: 'en-GB',
    currency: 'GBP',
    weekStartsOn: 1 as Weekday,
    brandColour: '#00698f',
    email: 'hello@swimschoolpro.example',
    phone: '020 7946 0182',
    address: '14 Canal Street, London N1 8QT',
  }))
  .build()

interface ShopOptions {
  business?: Partial<Business>
  settings?: Partial<Business['settings']>
  service?: Partial<Service>
  /** Round the clock every day unless told otherwise, so that any hour can be booked. */
  weeklyHours?: WeeklyRange[]
  hosts?: number
  role?: Role
}

const EVERY_HOUR: WeeklyRange[] = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as Weekday,
  start: '00:00',
  end: '24:00',
}))

/** A business that takes bookings: a user with a role, settings, hosts with hours, one service. */
export async function openShop(options: ShopOptions = {}) {
  const user = await UserFactory.create()
  const business = await BusinessFactory.merge(options.business ?? {}).create()
  await business.related('settings').create({
    requiresApproval: false,
    bufferTimeMinutes: 0,
    bookingExpiryHours: 24,
    isActive: true,
    autoApproveReturningClients: false,
    maxAdvanceBookingDays: 60,
    minAdvanceBookingHours: 0,
    reminderMinutes: [],
    ...options.settings,
  })
  await business.load('settings')
  await business.related('memberships').create({ userId: user.id, role: options.role ?? 'owner' })

  const hosts: Host[] = []
  for (let position = 0; position < (options.hosts ?? 1); position++) {
    const host = await business.related('hosts').create({
      userId: position === 0 ? user.id : null,
      name: ['Anna Reed', 'Tom Okafor', 'Mia Brandt'][position] ?? `Host ${position + 1}`,
      timeZone: business.timeZone,
      isActive: true,
      position,
    })
    await host.related('availabilityRules').createMany(
      (options.weeklyHours ?? EVERY_HOUR).map(({ weekday, start, end }) => ({
        businessId: business.id,
        dayOfWeek: weekday,
        opensTime: start,
        closesTime: end,
      }))
    )
    hosts.push(host)
  }

  const service = await addService(business, hosts, options.service)
  return { user, business, hosts, host: hosts[0], service }
}

export async function addService(
  business: Business,
  hosts: Host[],
  attributes: Partial<Service> = {}
): Promise<Service> {
  const service = await business.related('services').create({
    name: 'Private lesson',
    slug: `private-lesson-${++sequence}`,
    durationMinutes: 60,
    slotIntervalMinutes: null,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: null,
    minimumNoticeMinutes: null,
    horizonDays: null,
    dailyLimit: null,
    weeklyLimit: null,
    requiresApproval: null,
    capacity: 1,
    price: '50.00',
    hostMode: 'any',
    locationType: 'in_person',
    locationDetails: 'Canal Street pool',
    isActive: true,
    isHidden: false,
    position: 0,
    ...attributes,
  })
  await service
    .related('hosts')
    .attach(Object.fromEntries(hosts.map((host) => [host.id, { business_id: business.id }])))
  await service.load('hosts')
  return service
}
