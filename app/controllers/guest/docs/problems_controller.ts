import type { HttpContext } from '@adonisjs/core/http'
import { PROBLEM_CODES } from '#exceptions/problem_codes'

/** Where the `type` of every problem leads. */
export default class ProblemsController {
  index({ view }: HttpContext) {
    const problems = Object.entries(PROBLEM_CODES).map(([code, status]) => ({ code, status }))
    return view.render('pages/guest/docs/problems', { problems })
  }
}
