import type { HttpContext } from '@adonisjs/core/http'
import ExamineDeployment from '#actions/system/examine_deployment'

export default class DeliveryChecksController {
  async show({ business, view }: HttpContext) {
    const findings = await new ExamineDeployment().forBusiness(business.id)
    const isOpen = ({ state }: (typeof findings)[number]) => state === 'bad' || state === 'unknown'
    return view.render('pages/owner/notifications/delivery_check', {
      findings,
      openCount: findings.filter(isOpen).length,
    })
  }
}
