export const policies = {
  BookingPolicy: () => import('#policies/booking_policy'),
  DeliveryPolicy: () => import('#policies/delivery_policy'),
  SettingsPolicy: () => import('#policies/settings_policy'),
}
