/** The inputs that each instance has. */
export const instanceArgs = {
  name: "orders",
  flavorRef: "gaussdb.mysql.xlarge.x86.4",
  availabilityZoneMode: "single",
  vpcId: "v",
  subnetId: "s",
  password: "Orders_2026",
};

/** What makes it a yearly/monthly one. */
export const prePaid = { chargeMode: "prePaid", periodType: "month", periodNum: 1, isAutoPay: true };
