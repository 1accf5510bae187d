import { Kafka, logLevel } from 'kafkajs';

export const { COMMANDS, EVENTS, ID } = process.env;

export const kafka = new Kafka({
  clientId: 'a-service',
  brokers: process.env.KAFKA_BOOTSTRAP_SERVERS.split(','),
  logLevel: logLevel.ERROR,
});
