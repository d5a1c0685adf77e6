import { BaseSeeder } from '@adonisjs/lucid/seeders'
import { createBareBusiness } from '#database/demo/bare_business'
import { createBookings } from '#database/demo/bookings'
import { createBusiness, createHosts, createService } from '#database/demo/business'
import { createFilmedLesson } from '#database/demo/filmed_lesson'
import { createGroupLesson } from '#database/demo/group_lesson'
import { createKept } from '#database/demo/kept'
import { createLinks } from '#database/demo/links'
import { createMessageText } from '#database/demo/message_text'
import { createOnlineReview } from '#database/demo/online_review'
import { createPast } from '#database/demo/past'
import { createPictures } from '#database/demo/pictures'
import { createErasure } from '#database/demo/privacy'
import { createVisits } from '#database/demo/visits'
import Business from '#models/settings/business'

/**
 * One business that has been going for some weeks, one odd week to come, one booking in every status;
 * beside it one that has just begun. Does nothing where there is a business.
 */
export default class DemoSeeder extends BaseSeeder {
  async run() {
    if (await Business.first()) return

    const business = await createBusiness()
    const [anna, tom] = await createHosts(business)
    const lesson = await createService(business, [anna, tom], {
      name: 'Private lesson',
      slug: 'private-lesson',
      category: 'Lessons',
      colour: '#00668c',
      description: 'One teacher, one swimmer. For beginners, the nervous, and anyone with a goal.',
      durationMinutes: 60,
      slotIntervalMinutes: 30,
      price: '50.00',
      mostDates: 6,
      locationType: 'in_person',
      locationDetails: 'Canal Street pool, 14 Canal Street, London N1 8QT',
      instructions: 'Costume, towel, goggles. Arrive ten minutes early.',
      position: 0,
    })
    const assessment = await createService(business, [anna], {
      name: 'Assessment',
      slug: 'assessment',
      category: 'Online',
      colour: '#946200',
      description: 'A video call to find the right level before you start. By request.',
      durationMinutes: 30,
      requiresApproval: true,
      price: '0.00',
      locationType: 'video',
      locationDetails: 'https://meet.example.com/swim-school-pro',
      position: 1,
    })
    await createPictures(business, { hosts: [anna, tom], service: lesson })
    await createBookings(business, lesson, assessment)
    await createGroupLesson(business, tom)
    await createOnlineReview(business, anna)
    await createFilmedLesson(business, [anna, tom])
    await createLinks(business, lesson, tom)
    await createPast(business, [anna, tom], lesson, assessment)
    await createVisits(business)
    await createKept(business, tom)
    await createMessageText(business)
    await createErasure(business)
    await createBareBusiness(business)
  }
}
