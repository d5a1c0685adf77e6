import type { HttpContext } from '@adonisjs/core/http'
import { publicSchedule, unknownService } from '#controllers/api/pages/public_business'
import { presentMeetingType, presentOpenSchedule } from '#shapes/pages/schedule_page'

export default class PublicSchedulesController {
  async show(ctx: HttpContext) {
    return presentOpenSchedule(await publicSchedule(ctx))
  }

  async service(ctx: HttpContext) {
    const page = await publicSchedule(ctx)
    const service = page.services.find(({ slug }) => slug === ctx.params.service)
    if (!service) throw unknownService(ctx)
    return presentMeetingType(service, page)
  }
}
