import { BaseSeeder } from '@adonisjs/lucid/seeders'
import { DateTime } from 'luxon'
import env from '#start/env'
import ApproveBooking from '#actions/bookings/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import ExpireRequests from '#actions/bookings/expire_requests'
import PlaceBooking from '#actions/bookings/place_booking'
import RejectBooking from '#actions/bookings/reject_booking'
import ApplyBookingTemplate from '#actions/links/apply_booking_template'
import SaveBookingLink from '#actions/links/save_booking_link'
import SaveBookingTemplate from '#actions/links/save_booking_template'
import PlanSeries from '#actions/sessions/plan_series'
import Business from '#models/business'
import type Booking from '#models/booking'
import type { ClientQuestion } from '#models/client_question'
import type Host from '#models/host'
import type Service from '#models/service'
import User from '#models/user'
import { loadQuestion } from '#queries/load_availability'
import { findSlots } from '#scheduling/slots'
import type { Weekday } from '#scheduling/types'

const DAY = 86_400_000
const HOUR = 3_600_000

const CLIENTS = [
  { name: 'Priya Shah', email: 'priya@example.com', phone: null, notes: null },
  {
    name: 'Ines Duarte',
    email: 'ines@duarte.example',
    phone: '07700 900318',
    notes: 'He loves water but panics when his face is under. Could we start very gently?',
  },
  { name: 'Sam Okoro', email: 'sam@example.com', phone: '07700 900461', notes: null },
  { name: 'Grace Liu', email: 'grace@example.com', phone: null, notes: null },
  { name: 'Oliver Brandt', email: 'oliver@example.com', phone: null, notes: 'Left knee is sore.' },
  { name: 'Leila Haddad', email: null, phone: '07700 900122', notes: null },
  { name: 'Joe Martin', email: 'joe@example.com', phone: null, notes: null },
] as const

const FIRST_LESSON: ClientQuestion[] = [
  {
    key: 'level',
    type: 'radio',
    label: 'How well do you swim?',
    help: null,
    isRequired: true,
    maxLength: null,
    options: ['Not yet', 'A length or two', 'With ease'],
  },
  {
    key: 'goal',
    type: 'long_text',
    label: 'What would you like to be able to do?',
    help: 'A sentence is enough.',
    isRequired: false,
    maxLength: 500,
    options: [],
  },
]

/** One business, one odd week, one booking in every status. Does nothing where there is a business. */
export default class DemoSeeder extends BaseSeeder {
  async run() {
    if (await Business.first()) return

    const business = await this.createBusiness()
    const [anna, tom] = await this.createHosts(business)
    const lesson = await this.createService(business, [anna, tom], {
      name: 'Private lesson',
      slug: 'private-lesson',
      description: 'One teacher, one swimmer. For beginners, the nervous, and anyone with a goal.',
      durationMinutes: 60,
      slotIntervalMinutes: 30,
      price: '50.00',
      locationType: 'in_person',
      locationDetails: 'Canal Street pool, 14 Canal Street, London N1 8QT',
      instructions: 'Costume, towel, goggles. Arrive ten minutes early.',
      position: 0,
    })
    const assessment = await this.createService(business, [anna], {
      name: 'Assessment',
      slug: 'assessment',
      description: 'A video call to find the right level before you start. By request.',
      durationMinutes: 30,
      requiresApproval: true,
      price: '0.00',
      locationType: 'video',
      locationDetails: 'https://meet.example.com/swim-school-pro',
      position: 1,
    })
    await this.createBookings(business, lesson, assessment)
    await this.createGroupLesson(business, tom)
    await this.createLink(business, lesson)
  }

  private async createBusiness(): Promise<Business> {
    const owner = await User.create({
      fullName: 'Anna Reed',
      email: 'owner@example.com',
      password: env.get('DEMO_PASSWORD', 'demo-password'),
    })
    const business = await Business.create({
      name: 'Swim School Pro',
      slug: 'swim-school-pro',
      description:
        'Swimming lessons for children and adults in a warm, quiet pool beside the canal. ' +
        'Pick a lesson to see its free times.',
      address: '14 Canal Street, London N1 8QT',
      phone: '020 7946 0182',
      email: 'hello@swimschoolpro.example',
      timeZone: 'Europe/London',
      locale: 'en-GB',
      currency: 'GBP',
      weekStartsOn: 1,
      brandColour: '#00698f',
    })
    await business.related('settings').create({})
    await business.related('memberships').create({ userId: owner.id, role: 'owner' })
    await business.load('settings')
    return business
  }

  private async createHosts(business: Business): Promise<Host[]> {
    const { userId } = await business.related('memberships').query().firstOrFail()
    const anna = await this.createHost(business, 'Anna Reed', 0, userId, [
      ...weekdays([1, 2, 3, 4, 5], '09:00', '12:30'),
      ...weekdays([1, 2, 4], '13:00', '19:00'),
      ...weekdays([3, 5], '13:00', '17:00'),
    ])
    const tom = await this.createHost(business, 'Tom Okafor', 1, null, [
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

  private async createHost(
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

  private async createService(
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

  /** Through the real actions, so that histories and messages are those of a real day. */
  private async createBookings(business: Business, lesson: Service, assessment: Service) {
    const { userId } = await business.related('memberships').query().firstOrFail()
    const decision = { businessId: business.id, userId, requestId: null }

    await this.place(business, lesson, 0, 0)
    await this.place(business, assessment, 1, 3)
    await this.place(business, assessment, 2, 9)

    const rejected = await this.place(business, assessment, 3, 6)
    await new RejectBooking().handle({
      ...decision,
      bookingId: rejected.id,
      reason: 'I teach a school class at that hour. Any later time that day is fine.',
    })
    const approved = await this.place(business, assessment, 4, 12)
    await new ApproveBooking().handle({ ...decision, bookingId: approved.id })

    const cancelled = await this.place(business, lesson, 6, 8)
    await new CancelBooking().handle({
      businessId: business.id,
      bookingId: cancelled.id,
      actor: 'client',
      userId: null,
      reason: 'Away that week',
      requestId: null,
    })

    await this.putInThePast(await this.place(business, lesson, 5, 14), 'completed', 2)
    await this.putInThePast(await this.place(business, lesson, 4, 16), 'no_show', 5)
    await this.letLapse(await this.place(business, assessment, 0, 18))
  }

  private async place(
    business: Business,
    service: Service,
    client: number,
    nth: number,
    seats = 1
  ): Promise<Booking> {
    const now = Date.now()
    const range = { start: now, end: now + 28 * DAY }
    const slots = findSlots(await loadQuestion({ business, service, hostId: null, range, now }))
    const placed = await new PlaceBooking().handle({
      businessId: business.id,
      serviceId: service.id,
      startsAt: slots[Math.min(nth, slots.length - 1)].start,
      hostId: null,
      seats,
      client: { ...CLIENTS[client], timeZone: business.timeZone, locale: business.locale },
      idempotencyKey: null,
      requestId: null,
    })
    if (placed.outcome !== 'booked' && placed.outcome !== 'requested') {
      throw new Error(`The demo booking was not taken: ${placed.outcome}`)
    }
    return placed.booking
  }

  /** Every Saturday morning, with some of its places taken. */
  private async createGroupLesson(business: Business, tom: Host) {
    const { userId } = await business.related('memberships').query().firstOrFail()
    const lesson = await this.createService(business, [tom], {
      name: 'Group lesson',
      slug: 'group-lesson',
      description: 'Saturday mornings, eight swimmers at most. Come once or every week.',
      durationMinutes: 60,
      capacity: 8,
      isPlannedOnly: true,
      price: '18.00',
      locationType: 'in_person',
      locationDetails: 'Canal Street pool, 14 Canal Street, London N1 8QT',
      instructions: 'Costume, towel, goggles. Arrive ten minutes early.',
      position: 2,
    })
    const today = DateTime.now().setZone(tom.timeZone)
    await new PlanSeries().handle({
      businessId: business.id,
      serviceId: lesson.id,
      hostId: tom.id,
      firstDate: today.plus({ weeks: 1 }).startOf('week').plus({ days: 5 }).toFormat('yyyy-MM-dd'),
      lastDate: null,
      startsTime: '10:00',
      durationMinutes: lesson.durationMinutes,
      capacity: lesson.capacity,
      bookingDeadlineHours: 24,
      everyWeeks: 1,
      userId,
      requestId: null,
    })
    await this.place(business, lesson, 1, 0, 2)
    await this.place(business, lesson, 3, 0)
    await this.place(business, lesson, 6, 1)
  }

  /** A shorter first lesson for readers of the newsletter, with the questions of a template. */
  private async createLink(business: Business, lesson: Service) {
    const { userId } = await business.related('memberships').query().firstOrFail()
    const owner = { businessId: business.id, userId, requestId: null }
    const template = await new SaveBookingTemplate().handle({
      ...owner,
      templateId: null,
      details: { name: 'First lesson', questions: FIRST_LESSON },
    })
    const saved = await new SaveBookingLink().handle({
      ...owner,
      serviceId: lesson.id,
      linkId: null,
      details: { name: 'Newsletter', durationMinutes: 30, slotIntervalMinutes: 30, dailyLimit: 2 },
      hostIds: [],
    })
    if (template.outcome !== 'saved' || saved.outcome !== 'saved') {
      throw new Error(`The demo link was not made: ${template.outcome}, ${saved.outcome}`)
    }
    const copy = { templateId: template.template.id, to: { linkId: saved.link.id } }
    await new ApplyBookingTemplate().handle({ ...owner, ...copy })
  }

  /** Time travel is for the demo only: a booking taken now, as if it had been last week. */
  private async putInThePast(booking: Booking, status: 'completed' | 'no_show', weeks: number) {
    const shift = weeks * 7 * DAY + 21 * DAY
    await booking
      .merge({
        status,
        startsAt: booking.startsAt.minus(shift),
        endsAt: booking.endsAt.minus(shift),
        createdAt: booking.createdAt.minus(shift + 2 * DAY),
      })
      .save()
    await booking.related('events').create({
      businessId: booking.businessId,
      fromStatus: 'approved',
      toStatus: status,
      actor: 'system',
      createdAt: booking.endsAt.plus(HOUR),
    })
    await this.moveClaims(booking, shift)
    await booking.related('notifications').query().delete()
  }

  private async moveClaims(booking: Booking, shift: number) {
    await this.client
      .from('claims')
      .where('holder_id', booking.id)
      .update({
        starts_at: booking.startsAt.toJSDate(),
        ends_at: booking.endsAt.toJSDate(),
        blocked: this.client.raw(
          `tstzrange(lower(blocked) - make_interval(secs => ?), upper(blocked) - make_interval(secs => ?))`,
          [shift / 1000, shift / 1000]
        ),
      })
  }

  private async letLapse(booking: Booking) {
    const expiresAt = DateTime.now().minus(HOUR)
    await booking.merge({ expiresAt }).save()
    await this.client
      .from('claims')
      .where('holder_id', booking.id)
      .update({ expires_at: expiresAt.toJSDate() })
    await new ExpireRequests().handle()
  }
}

function weekdays(days: Weekday[], opensTime: string, closesTime: string) {
  return days.map((dayOfWeek) => ({ dayOfWeek, opensTime, closesTime }))
}
