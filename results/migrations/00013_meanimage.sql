-- +goose Up

ALTER TABLE evaluation ADD COLUMN mean_image_nats REAL
  /* what the mean training image scores by the same protocol, in nats: a trained system below it has learned less than a constant; NULL when unknown or not finite */;
