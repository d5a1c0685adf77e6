import { createHost, createService, weekdays } from '#database/demo/business'
import { place } from '#database/demo/clients'
import type Business from '#models/settings/business'
import type Host from '#models/availability/host'

/** One of two lanes goes along with whoever gives it, so that a booking may get the other one. */
export async function createFilmedLesson(business: Business, people: Host[]) {
  const lanes: Host[] = []
  for (const name of ['Camera lane 1', 'Camera lane 2']) {
    const hours = weekdays([1, 2, 3, 4, 5, 6], '09:00', '20:00')
    const lane = await createHost(business, name, people.length + lanes.length, null, hours)
    lanes.push(await lane.merge({ kind: 'room' }).save())
  }
  const lesson = await createService(business, [...people, ...lanes], {
    name: 'Filmed lesson',
    slug: 'filmed-lesson',
    category: 'Lessons',
    colour: '#8a3b12',
    description: 'You are filmed above and below the water, and we look at it together afterwards.',
    durationMinutes: 60,
    slotIntervalMinutes: 30,
    price: '65.00',
    locationType: 'in_person',
    locationDetails: 'Canal Street pool, 14 Canal Street, London N1 8QT',
    instructions: 'Costume, towel, goggles. Arrive ten minutes early.',
    position: 4,
  })
  await place(business, lesson, 4, 20)
  await place(business, lesson, 3, 28)
}
