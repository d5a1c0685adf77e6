export const policies = {
  BookingPolicy: () => import('#policies/booking_policy'),
  SettingsPolicy: () => import('#policies/settings_policy'),
}
