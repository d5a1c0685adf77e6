import router from '@adonisjs/core/services/router'
import { behindSignIn, settings } from '#start/routes/owner/behind_sign_in'

const WeeklyHours = () => import('#controllers/owner/availability/weekly_hours_controller')
const DateOverrides = () => import('#controllers/owner/availability/date_overrides_controller')
const Holidays = () => import('#controllers/owner/availability/holidays_controller')
const HolidayReviews = () => import('#controllers/owner/availability/holiday_reviews_controller')
const Explanations = () => import('#controllers/owner/availability/explanations_controller')

const HOLIDAYS = '/availability/holidays'

behindSignIn((form) => {
  router.get('/availability', [WeeklyHours, 'edit']).as('weekly_hours.edit')
  router.post('/availability', [WeeklyHours, 'update']).as('weekly_hours.update').use(settings)
  router.get('/availability/why', [Explanations, 'show']).as('explanations.show')

  form('/availability/dates', [DateOverrides, 'store']).as('date_overrides.store').use(settings)
  form('/availability/dates/:id/removal', [DateOverrides, 'destroy'], '/availability')
    .as('date_overrides.destroy')
    .use(settings)

  router.get(HOLIDAYS, [Holidays, 'create']).as('holidays.create').use(settings)
  router.post(HOLIDAYS, [Holidays, 'store']).as('holidays.store').use(settings)
  form(`${HOLIDAYS}/review`, [HolidayReviews, 'store']).as('holiday_reviews.store').use(settings)
})
