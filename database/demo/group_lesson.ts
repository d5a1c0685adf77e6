import { DateTime } from 'luxon'
import PlanSeries from '#actions/sessions/plan_series'
import { createService } from '#database/demo/business'
import { place } from '#database/demo/clients'
import { byUser } from '#models/by'
import type Business from '#models/settings/business'
import type Host from '#models/availability/host'

/** Every Saturday morning, with some of its places taken. */
export async function createGroupLesson(business: Business, tom: Host) {
  const { userId } = await business.related('memberships').query().firstOrFail()
  const lesson = await createService(business, [tom], {
    name: 'Group lesson',
    slug: 'group-lesson',
    category: 'Lessons',
    colour: '#0f766e',
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
    onClosed: null,
    by: byUser(userId),
  })
  await place(business, lesson, 1, 0, 2)
  await place(business, lesson, 3, 0)
  await place(business, lesson, 6, 1)
}
